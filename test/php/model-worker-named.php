<?php

// test/php/model-worker.php on our own library, so that its answers name their requests: each body is JSON with an id and the steps to
// take (test/property/faults.ts). Writes `<id> <pid>` to the log that MODEL_LOG names when a request starts.

declare(strict_types=1);

use Courser\Channel;
use Courser\Frame;
use Courser\Worker;

require __DIR__ . '/../../php/autoload.php';

$log = (string) getenv('MODEL_LOG');
$worker = Worker::create();

// The pipe itself, so that frames can be cut, bent and doubled.
$end = static function (string $name) use ($worker) {
    $channel = (new ReflectionProperty(Worker::class, 'channel'))->getValue($worker);

    return (new ReflectionProperty(Channel::class, $name))->getValue($channel);
};
$id = static fn (): int => (new ReflectionProperty(Worker::class, 'id'))->getValue($worker);
$options = static fn (int $contextBytes): array => $id() === 0 ? [$contextBytes] : [$contextBytes, $id()];
$raw = static function (string $bytes) use ($end): void {
    fwrite($end('out'), $bytes);
};
$answer = static fn (string $text): string => (new Frame("c$text", $options(1)))->pack();

$stream = static function (string $name, int $count) use ($worker): void {
    for ($number = 0; $number < $count && !$worker->isStreamStopped(); $number++) {
        $worker->respond($number === 0 ? 'c' : '', "$name:$number;", false);
        usleep(500);
    }
};

while (($message = $worker->receive()) !== null) {
    $request = json_decode($message->body, true, 512, JSON_THROW_ON_ERROR);
    $name = $request['id'];
    $before = substr_count((string) @file_get_contents($log), "$name ");
    file_put_contents($log, "$name " . getmypid() . "\n", FILE_APPEND);
    foreach ($request['steps'] as [$step, $argument]) {
        match ($step) {
            'answer' => $worker->respond('c', "$argument of $name"),
            'part' => $raw(substr($answer("answer of $name"), 0, $argument)),
            'big' => $worker->respond('c', str_pad("answer of $name", $argument, '.')),
            'error' => $worker->error("error of $name"),
            'bent' => $raw(substr_replace($answer("answer of $name"), "\xff", $argument, 1)),
            'optionless' => $raw((new Frame("answer of $name", []))->pack()),
            'overlong' => $raw((new Frame("answer of $name", $options(9999)))->pack()),
            'receipt' => $raw((new Frame('{"pid":' . getmypid() . '}', [], Frame::CONTROL))->pack()),
            'text' => $raw("Warning: text of $name\n"),
            'stop' => $worker->stop(),
            'stop once' => $before === 0 ? $worker->stop() : $worker->respond('c', "answer of $name"),
            'chunks' => $stream($name, $argument),
            'end' => $worker->respond('', ''),
            'nibble' => fread($end('in'), $argument),
            'wait' => usleep($argument),
            'child' => exec("timeout $argument cat >/dev/null"),
            'rival' => exec("exec 3<&0; timeout $argument cat <&3 >/dev/null 2>&1 &"),
            'hang' => sleep(600),
            'exit' => exit($argument),
        };
    }
}
