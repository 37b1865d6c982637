<?php

// Writes each request's id to a log when it starts (one append, which the kernel never tears), works a little, answers the id.

declare(strict_types=1);

require __DIR__ . '/../../test/php/bootstrap.php';

$log = fopen((string) getenv('BENCH_LOG'), 'ab');
stream_set_write_buffer($log, 0);
$http = http_worker();
while ($request = $http->waitRequest()) {
    $id = (string) parse_url($request->uri, PHP_URL_QUERY);
    fwrite($log, "{$id}\n");
    usleep(random_int(0, 1000));
    $http->respond(200, "request {$id}", ['Content-Type' => ['text/plain']]);
}
