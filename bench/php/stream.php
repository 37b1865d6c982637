<?php

// Streams as many megabytes as ?mb= says; tells the size of what was uploaded otherwise.

declare(strict_types=1);

require __DIR__ . '/../../test/php/bootstrap.php';

$http = http_worker();
while ($request = $http->waitRequest()) {
    parse_str((string) parse_url($request->uri, PHP_URL_QUERY), $query);
    if (isset($query['mb'])) {
        $http->respond(200, chunks((int) $query['mb']), ['Content-Type' => ['application/octet-stream']]);
    } else {
        $file = $request->uploads['file'] ?? null;
        $http->respond(200, (string) ($file['size'] ?? 0), ['Content-Type' => ['text/plain']]);
    }
}

function chunks(int $megabytes): Generator
{
    $chunk = random_bytes(64 * 1024);
    for ($sent = 0; $sent < $megabytes * 16; $sent++) {
        yield $chunk;
    }
}
