<?php

// Of all workers that start, exactly one throws: the one that makes the file `one-fails`.

declare(strict_types=1);

if (@fopen('one-fails', 'x') !== false) {
    throw new RuntimeException('the first of all');
}

require __DIR__ . '/../app.php';
