<?php

// A worker whose requests say what goes wrong: each body is JSON with an id and the steps to take (test/property/faults.ts). Writes
// `<id> <pid>` to the log that MODEL_LOG names when a request starts, so that a test can tell what was started, and how often.

declare(strict_types=1);

use SdkDouble\Frame;
use SdkDouble\Kind;
use SdkDouble\Payload;
use SdkDouble\PipesRelay;
use SdkDouble\Worker;

require __DIR__ . '/sdk-double/autoload.php';

$log = (string) getenv('MODEL_LOG');
$relay = (string) getenv('RR_RELAY');
[$in, $out] = $relay === 'pipes' ? [STDIN, STDOUT] : array_fill(0, 2, stream_socket_client($relay));
stream_set_timeout($in, 600);
$worker = new Worker(new PipesRelay($in, $out), false);

$answer = static fn (string $text): Frame => new Frame("c$text", [1]);
// Frames of the worker itself, so that they can be cut, bent and doubled.
$raw = static function (string $bytes) use ($out): void {
    fwrite($out, $bytes);
};

$stream = static function (string $id, int $count) use ($worker): void {
    $clone = $worker->withStreamMode();
    for ($number = 0; $number < $count; $number++) {
        if ($clone->getPayload(Kind::StreamStop) !== null) {
            break;
        }
        $clone->respond(new Payload("$id:$number;", $number === 0 ? 'c' : '', false));
        usleep(500);
    }
};

while (($payload = $worker->waitPayload()) !== null) {
    $request = json_decode($payload->body, true);
    if (!is_array($request)) {
        exit(2);
    }
    $id = $request['id'];
    $before = substr_count((string) @file_get_contents($log), "$id ");
    file_put_contents($log, "$id " . getmypid() . "\n", FILE_APPEND);
    foreach ($request['steps'] as [$step, $argument]) {
        match ($step) {
            'answer' => $raw($answer("$argument of $id")->pack()),
            'part' => $raw(substr($answer("answer of $id")->pack(), 0, $argument)),
            'big' => $raw($answer(str_pad("answer of $id", $argument, '.'))->pack()),
            'error' => $worker->error("error of $id"),
            'bent' => $raw(substr_replace($answer("answer of $id")->pack(), "\xff", $argument, 1)),
            'optionless' => $raw((new Frame("answer of $id", []))->pack()),
            'overlong' => $raw((new Frame("answer of $id", [9999]))->pack()),
            'receipt' => $raw((new Frame('{"pid":' . getmypid() . '}', [], Frame::CONTROL))->pack()),
            'text' => $raw("Warning: text of $id\n"),
            'stop' => $worker->stop(),
            'stop once' => $before === 0 ? $worker->stop() : $raw($answer("answer of $id")->pack()),
            'chunks' => $stream($id, $argument),
            'end' => $worker->respond(new Payload('', '')),
            'nibble' => fread($in, $argument),
            'wait' => usleep($argument),
            'child' => exec("timeout $argument cat >/dev/null"),
            'rival' => exec("exec 3<&0; timeout $argument cat <&3 >/dev/null 2>&1 &"),
            'hang' => sleep(600),
            'exit' => exit($argument),
        };
    }
}
