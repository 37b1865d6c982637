<?php

// The pages under php-fpm.

declare(strict_types=1);

require __DIR__ . '/app.php';

header('Content-Type: text/html');
echo bench_page(strtok($_SERVER['REQUEST_URI'], '?'));
