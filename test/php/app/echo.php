<?php

// The query value `hello` comes back in capitals, with 201.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(201, strtoupper($request->query['hello']));
};
