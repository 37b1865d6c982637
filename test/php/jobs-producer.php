<?php

// Calls the official producer (spiral/roadrunner-jobs) as its arguments say: address of the RPC, command, its JSON argument. Prints JSON.

declare(strict_types=1);

use Spiral\Goridge\RPC\RPC;
use Spiral\RoadRunner\Jobs\Jobs;
use Spiral\RoadRunner\Jobs\Queue\MemoryCreateInfo;

require getenv('SDK_FOLDER') . '/vendor/autoload.php';

[, $address, $command, $json] = $argv;
$argument = json_decode($json, true, flags: JSON_THROW_ON_ERROR);
$jobs = new Jobs(RPC::create($address));
$queue = $jobs->connect($argument['queue'] ?? 'test');
$task = static fn (array $wish) => $queue->create('App\\Job', json_encode($wish))->withHeader('key', 'value');

$result = match ($command) {
    'create' => $jobs->create(new MemoryCreateInfo($argument['queue'], priority: 7))->getName(),
    'push' => $queue->dispatch($task($argument['wish'])->withDelay($argument['delay'] ?? 0))->getId(),
    'pushMany' => array_map(
        static fn ($queued) => $queued->getId(),
        iterator_to_array($queue->dispatchMany(...array_map($task, $argument['wishes'])), false),
    ),
    'pause' => $jobs->pause($queue),
    'resume' => $jobs->resume($queue),
    'isPaused' => $queue->isPaused(),
    'list' => array_keys(iterator_to_array($jobs)),
    'stat' => (static fn ($stat) => ['driver' => $stat->getDriver(), 'ready' => $stat->getReady(), 'priority' => $stat->getPriority()])(
        $queue->getPipelineStat()
    ),
};
echo json_encode($result);
