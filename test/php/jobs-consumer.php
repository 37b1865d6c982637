<?php

// Runs jobs over the official consumer (spiral/roadrunner-jobs), as their payload says: {"do": "ack" | "nack" | "requeue" | "fail" | "throw"}.
// Writes each job it begins to the file JOBS_LOG, one JSON a line.

declare(strict_types=1);

use Spiral\RoadRunner\Jobs\Consumer;

require getenv('SDK_FOLDER') . '/vendor/autoload.php';

$consumer = new Consumer();
while ($task = $consumer->waitTask()) {
    $wish = json_decode($task->getPayload(), true);
    $context = [
        'id' => $task->getId(),
        'job' => $task->getName(),
        'pipeline' => $task->getPipeline(),
        'headers' => $task->getHeaders(),
    ];
    $line = json_encode(['context' => $context, 'payload' => $task->getPayload(), 'pid' => getmypid()]);
    file_put_contents(getenv('JOBS_LOG'), $line . "\n", FILE_APPEND);
    $attempt = (int) $task->getHeaderLine('attempts') + 1;
    $next = $task->withHeader('attempts', (string) $attempt);
    try {
        match (true) {
            $wish['do'] === 'ack', $attempt > 2 => method_exists($task, 'ack') ? $task->ack() : $task->complete(),
            $wish['do'] === 'nack' => method_exists($task, 'nack') ? $task->nack('refused') : $task->fail('refused'),
            $wish['do'] === 'requeue' => method_exists($next, 'requeue') ? $next->requeue('again') : $next->fail('again', true),
            $wish['do'] === 'fail' => $task->fail('failed'),
            default => throw new \RuntimeException('the job throws'),
        };
    } catch (\Throwable $e) {
        $task->fail($e);
    }
}
