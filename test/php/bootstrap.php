<?php

// What every fixture loads: `http_worker()` and `payload()` of our double, or of the official packages when COURSER_SDK names
// a folder with their vendor/autoload.php.

declare(strict_types=1);

$sdk = getenv('COURSER_SDK');
if (is_string($sdk) && $sdk !== '') {
    require $sdk . '/vendor/autoload.php';
    require __DIR__ . '/official.php';
} else {
    require __DIR__ . '/sdk-double/autoload.php';
    require __DIR__ . '/double.php';
}
unset($sdk);
