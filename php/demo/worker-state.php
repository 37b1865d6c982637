<?php

// What the worker knows about itself. It lives on between requests, so counting is a variable.

declare(strict_types=1);

/** Requests that this process has served. */
function countRequest(int $more = 1): int
{
    static $count = 0;

    return $count += $more;
}

/** @return array{pid: int, requests: int, memory: string, milliseconds: float} */
function workerState(int $startedAt): array
{
    return [
        'pid' => getmypid(),
        'requests' => countRequest(0),
        'memory' => size(memory_get_usage()),
        'milliseconds' => round((hrtime(true) - $startedAt) / 1e6, 3),
    ];
}

function size(int $bytes): string
{
    return match (true) {
        $bytes < 1024 => "$bytes B",
        $bytes < 1024 ** 2 => round($bytes / 1024, 1) . ' KB',
        default => round($bytes / 1024 ** 2, 1) . ' MB',
    };
}
