<?php

// Answers twice at once.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, 'first of ' . $request->query['id']);
    $http->respond(200, 'second of ' . $request->query['id']);
};
