<?php

// Answers with its pid, then reads nothing until the file `until` exists.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, (string) getmypid());
    while (!file_exists($request->query['until'])) {
        usleep(2000);
        clearstatcache();
    }
};
