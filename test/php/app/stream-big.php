<?php

// `mb` megabytes in pieces of 64 KiB.

declare(strict_types=1);

return static function ($http, $request): void {
    $pieces = static function (int $count): Generator {
        $piece = str_repeat('s', 65_536);
        for (; $count > 0; $count--) {
            yield $piece;
        }
    };
    $http->respond(200, $pieces((int) $request->query['mb'] * 16), ['X-Pid' => [(string) getmypid()]]);
};
