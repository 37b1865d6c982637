<?php

// Says `holding` on standard error, then answers with its pid once the file `until` exists.

declare(strict_types=1);

return static function ($http, $request): void {
    fwrite(STDERR, 'holding');
    while (!file_exists($request->query['until'])) {
        usleep(2000);
        clearstatcache();
    }
    $http->respond(200, (string) getmypid());
};
