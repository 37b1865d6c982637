<?php

// `n` lines, each sent at once, `ms` milliseconds apart; `last` is what the generator returns.

declare(strict_types=1);

return static function ($http, $request): void {
    $lines = static function () use ($request): Generator {
        for ($line = 1; $line <= (int) $request->query['n']; $line++) {
            yield "line $line\n";
            usleep((int) ($request->query['ms'] ?? 0) * 1000);
        }

        return $request->query['last'] ?? '';
    };
    $http->respond(200, $lines(), ['Content-Type' => ['text/plain'], 'X-Pid' => [(string) getmypid()]]);
};
