<?php

// Answers with who the process is: user, group, supplementary groups, process group; as JSON.

declare(strict_types=1);

return static function ($http, $request): void {
    preg_match('/^Groups:[ \t]*(.*?)[ \t]*$/m', (string) file_get_contents('/proc/self/status'), $groups);
    $http->respond(200, json_encode([
        'uid' => posix_geteuid(),
        'gid' => posix_getegid(),
        'groups' => $groups[1],
        'pid' => getmypid(),
        'processGroup' => posix_getpgrp(),
    ], JSON_THROW_ON_ERROR));
};
