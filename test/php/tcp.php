<?php
// Proves the tcp protocol: answers each event as its body asks (`close`, `bye`, `quiet`, `fail`, `odd`, else an echo), and logs it.

require __DIR__ . '/bootstrap.php';

$worker = raw_worker();
while ($payload = $worker->waitPayload()) {
    $context = json_decode($payload->header, true);
    fwrite(STDERR, 'event ' . $payload->header . ' ' . json_encode(substr($payload->body, 0, 200)) . "\n");
    $word = $context['event'] === 'DATA' ? strtok($payload->body, " \r\n") : $context['event'];
    match ($word) {
        'CONNECTED' => $worker->respond(payload($context['server'] . ' ' . $context['uuid'] . "\r\n", 'WRITE')),
        'quiet' => $worker->respond(payload('not sent', 'CONTINUE')),
        'bye' => $worker->respond(payload("bye\r\n", 'WRITECLOSE')),
        'close', 'CLOSE' => $worker->respond(payload('', 'CLOSE')),
        'odd' => $worker->respond(payload('not sent', 'NONSENSE')),
        'fail' => $worker->error('no'),
        'size' => $worker->respond(payload(strlen($payload->body) . "\r\n", 'WRITE')),
        'big' => $worker->respond(payload(str_repeat('x', 20_000_000) . "\r\n", 'WRITE')),
        default => $worker->respond(payload($payload->body, 'WRITE')),
    };
}
