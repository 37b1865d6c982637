<?php

// Lines without end; says in the file `log` how it was made to stop. `deaf`: ends its stream never, whatever is asked.

declare(strict_types=1);

return static function ($http, $request): void {
    $lines = static function () use ($request): Generator {
        try {
            for ($line = 1;; $line++) {
                yield str_pad("line $line", 199) . "\n";
                usleep(5000);
            }
        } catch (\Throwable $stop) {
            file_put_contents($request->query['log'], $stop::class . ' after line ' . $line);
            while (isset($request->query['deaf'])) {
                usleep(50_000);
            }
        }
    };
    $http->respond(200, $lines(), ['X-Pid' => [(string) getmypid()]]);
};
