<?php

// Runs jobs as their payload says: {"do": "ack" | "fail" | "nack" | "requeue" | "error" | "die" | "garbage" | "sleep"}. Writes each job it
// begins to the file JOBS_LOG, one JSON a line: context, payload, pid, time.

declare(strict_types=1);

require __DIR__ . '/bootstrap.php';

$worker = raw_worker();
while ($request = $worker->waitPayload()) {
    $context = json_decode($request->header, true);
    $wish = json_decode($request->body, true) ?? [];
    $line = json_encode(['context' => json_decode($request->header), 'payload' => $request->body, 'pid' => getmypid(), 'atMs' => microtime(true) * 1000]);
    file_put_contents(getenv('JOBS_LOG'), $line . "\n", FILE_APPEND);
    $again = (int) ($context['headers']['attempts'][0] ?? 0) + 1;
    $tries = ['attempts' => [(string) $again]];
    $reply = static fn (int $type, array $data = []) => $worker->respond(payload(json_encode(['type' => $type, 'data' => $data])));
    switch ($wish['do'] ?? 'ack') {
        case 'fail':
            $reply(1, ['message' => 'failed', 'requeue' => false, 'delay_seconds' => 0]);
            break;
        case 'nack':
            $reply(3, ['message' => 'refused', 'requeue' => $again === 1, 'delay_seconds' => 0]);
            break;
        case 'requeue':
            $again > ($wish['times'] ?? 3) ? $reply(2) : $reply(4, ['message' => 'again', 'delay_seconds' => $wish['delay'] ?? 0, 'headers' => $tries]);
            break;
        case 'error':
            $worker->error('an error of the job');
            break;
        case 'die':
            exit(1);
        case 'garbage':
            $worker->respond(payload('foo'));
            break;
        case 'sleep':
            usleep((int) ($wish['ms'] * 1000));
            $reply(2);
            break;
        default:
            $reply(2);
    }
}
