<?php

// Every behaviour of the folder app/ under its name: /echo runs app/echo.php. So one server serves a whole suite.

declare(strict_types=1);

require __DIR__ . '/bootstrap.php';

serve(static function ($http, $request): void {
    static $behaviours = [];
    preg_match('~^(?:\w+://[^/?]*)?/?([\w-]*)~', $request->uri, $match);
    $name = $match[1] !== '' ? $match[1] : 'request';
    ($behaviours[$name] ??= require __DIR__ . "/app/$name.php")($http, $request);
});
