<?php

// Writes a line to the file `log` when a request starts, then answers with the line: shows which requests ran, and how often.

declare(strict_types=1);

return static function ($http, $request): void {
    file_put_contents($request->query['log'], $request->query['id'] . "\n", FILE_APPEND | LOCK_EX);
    usleep((int) ($request->query['ms'] ?? 0) * 1000);
    $http->respond(200, $request->query['id']);
};
