<?php

// Answers when the file ?for= is there: an application that is busy until the test lets it go.

declare(strict_types=1);

return static function ($http, $request): void {
    while (!file_exists($request->query['for'])) {
        usleep(5000);
        clearstatcache();
    }
    $http->respond(200, 'waited');
};
