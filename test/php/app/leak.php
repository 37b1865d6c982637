<?php

// Keeps `mb` megabytes more with every request and answers with its pid.

declare(strict_types=1);

return static function ($http, $request): void {
    static $kept = [];
    $kept[] = random_bytes((int) $request->query['mb'] << 20);
    $http->respond(200, (string) getmypid());
};
