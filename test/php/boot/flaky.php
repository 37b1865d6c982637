<?php

// Comes up only as long as there is no file `broken` in the working directory: a deploy that is broken for a while.

declare(strict_types=1);

if (is_file('broken')) {
    fwrite(STDERR, 'broken for a while');
    exit(1);
}

require __DIR__ . '/../app.php';
