<?php

// The request header `input` comes back in capitals, as the response header `Header`.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, strtoupper($request->headers['Input'][0]), ['Header' => [strtoupper($request->headers['Input'][0])]]);
};
