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

/** The loop of every application. `answer` gets the HTTP worker and the request; what it throws is sent as an error. */
function serve(callable $answer): void
{
    $http = http_worker();
    while ($request = $http->waitRequest()) {
        try {
            $answer($http, $request);
        } catch (\Throwable $e) {
            $http->getWorker()->error((string) $e);
        }
    }
}
