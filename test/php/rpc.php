<?php
// Proves that PHP reaches the server by RPC: calls each method named in the arguments (method, JSON) and prints flags and answer.

[, $address] = $argv;
$stream = stream_socket_client($address, $code, $text, 5) ?: exit("no connection: $text\n");

for ($at = 2; $at + 1 < $argc; $at += 2) {
    [$method, $body] = [$argv[$at], $argv[$at + 1]];
    $head = pack('CCV', 0x15, 0x08, strlen($method . $body));
    fwrite($stream, $head . pack('V', crc32($head)) . "\0\0" . pack('VV', $at, strlen($method)) . $method . $body);
    $answer = unpack('Cversion/Cflags/Vsize/Vcrc/vstream/Vsequence/Vmethod', stream_get_contents($stream, 20));
    $payload = stream_get_contents($stream, $answer['size']);
    if ($answer['sequence'] !== $at) exit("wrong sequence\n");
    printf("0x%02x %s\n", $answer['flags'], json_encode(substr($payload, $answer['method']), JSON_UNESCAPED_SLASHES));
}
