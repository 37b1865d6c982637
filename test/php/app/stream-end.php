<?php

// Two lines, then the end that `how` names: throw, exit, kill, error, garbage.

declare(strict_types=1);

return static function ($http, $request): void {
    $lines = static function () use ($http, $request): Generator {
        yield "line 1\n";
        yield "line 2\n";
        match ($request->query['how']) {
            'throw' => throw new RuntimeException('thrown between two lines'),
            'exit' => exit(1),
            'kill' => posix_kill(getmypid(), SIGKILL),
            'error' => $http->getWorker()->error('failed between two lines'),
            'garbage' => fwrite(STDOUT, 'garbage between two lines'),
        };
    };
    $http->respond(200, $lines());
};
