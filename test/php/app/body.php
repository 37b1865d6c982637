<?php

// The body comes back unchanged, with its own content type.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, $request->body, ['Content-Type' => $request->headers['Content-Type'] ?? ['application/octet-stream']]);
};
