<?php

// Answers at once, or after 50 ms of waiting for /slow, as a query to a database would make it.

declare(strict_types=1);

require __DIR__ . '/../../test/php/bootstrap.php';

$http = http_worker();
while ($request = $http->waitRequest()) {
    if (str_ends_with((string) parse_url($request->uri, PHP_URL_PATH), '/slow')) {
        usleep(50_000);
    }
    $http->respond(200, 'done', ['Content-Type' => ['text/plain']]);
}
