<?php

// Boots in 300 ms, then says hello.

declare(strict_types=1);

usleep(300_000);

require __DIR__ . '/../hello.php';
