<?php

// Prints before the handshake: the server must show the text and name the cause.

declare(strict_types=1);

echo 'warning: some weird php error, THIS IS PHP, I AM THE KING :) ';

require __DIR__ . '/../hello.php';
