<?php

// `bytes` letters in a single answer.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, str_repeat('b', (int) $request->query['bytes']), ['Content-Type' => ['text/plain']]);
};
