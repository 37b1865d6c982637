<?php

// Reads a cookie and sets two.

declare(strict_types=1);

return static function ($http, $request): void {
    $cookies = ['output=cookie-output; path=/', 'second=2'];
    $http->respond(200, strtoupper($request->cookies['input'] ?? ''), ['Set-Cookie' => $cookies]);
};
