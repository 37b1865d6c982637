<?php

// Leaves a program running behind that shares the three standard streams; its pid is in the file `pid`.

declare(strict_types=1);

return static function ($http, $request): void {
    proc_close(proc_open("sleep 30 & echo \$! > {$request->query['pid']}", [STDIN, STDOUT, STDERR], $pipes));
    $http->respond(200, (string) getmypid());
};
