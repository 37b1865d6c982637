<?php

// What every fixture loads: `http_worker()` and `payload()` of our double, or of the official packages when SDK_FOLDER names
// a folder with their vendor/autoload.php.

declare(strict_types=1);

$sdk = getenv('SDK_FOLDER');
if (is_string($sdk) && $sdk !== '') {
    require $sdk . '/vendor/autoload.php';
    require __DIR__ . '/official.php';
} else {
    require __DIR__ . '/sdk-double/autoload.php';
    require __DIR__ . '/double.php';
}
unset($sdk);
