<?php

// Hello, world: the smallest loop an application has.

declare(strict_types=1);

require __DIR__ . '/bootstrap.php';

$http = http_worker();
while ($request = $http->waitRequest()) {
    try {
        $http->respond(200, 'Hello, world!', ['Content-Type' => ['text/plain']]);
    } catch (\Throwable $e) {
        $http->getWorker()->error((string) $e);
    }
}
