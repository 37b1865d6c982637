<?php

// The pages in a worker: over our double of the official SDK, or the official one where SDK_FOLDER names it.

declare(strict_types=1);

require __DIR__ . '/../../test/php/bootstrap.php';
require __DIR__ . '/app.php';

$http = http_worker();
while ($request = $http->waitRequest()) {
    $http->respond(200, bench_page(parse_url($request->uri, PHP_URL_PATH)), ['Content-Type' => ['text/html']]);
}
