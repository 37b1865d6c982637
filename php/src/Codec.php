<?php

declare(strict_types=1);

namespace Courser;

/**
 * Reads the context of a request and writes the one of a response, in the form that the server uses (`http.codec`).
 *
 * @internal
 */
final class Codec
{
    private const JSON_FLAGS = JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE;

    /** @return array<string, mixed> Keys as in JSON: remoteAddr, protocol, method, uri, headers, cookies, rawQuery, parsed, uploads, attributes. */
    public static function decode(Message $message): array
    {
        if ($message->codec & Frame::PROTOBUF) {
            return Protobuf::decodeRequest($message->context);
        }
        $context = json_decode($message->context, true);
        if (!is_array($context)) {
            throw new WorkerException('Received a request whose context is neither JSON nor protobuf');
        }

        return $context;
    }

    /** @param array<string, list<string>> $headers */
    public static function encode(int $codec, int $status, array $headers): string
    {
        if ($codec & Frame::PROTOBUF) {
            return Protobuf::encodeResponse($status, $headers);
        }
        $head = ['status' => $status, 'headers' => $headers === [] ? new \stdClass() : $headers];

        return json_encode($head, self::JSON_FLAGS);
    }
}
