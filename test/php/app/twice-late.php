<?php

// Answers, and once more a while later.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, 'first of ' . $request->query['id']);
    usleep(150_000);
    $http->respond(200, 'second of ' . $request->query['id']);
};
