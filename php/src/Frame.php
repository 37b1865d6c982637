<?php

declare(strict_types=1);

namespace Courser;

/**
 * One message on the channel to the server.
 *
 *     [0] version (high 4 bits), header length in 32-bit words (low 4)   [1] flags
 *     [2–5] payload length, little-endian   [6–9] CRC32 of bytes 0–5   [10] stream bits   [11] 0
 *     [12 …] options, 32 bits each, little-endian   then the payload
 *
 * @internal
 */
final class Frame
{
    public const CONTROL = 0x01;
    public const JSON = 0x08;
    public const ERROR = 0x40;
    public const PROTOBUF = 0x80;

    /** More frames of this answer follow. */
    public const STREAM = 0x01;
    /** From the server: end the running stream. */
    public const STOP = 0x02;
    /** From the server: answer to a ping. */
    public const PONG = 0x08;

    public const HEADER_BYTES = 12;

    /** @param list<int> $options */
    public function __construct(
        public readonly string $payload,
        public readonly array $options = [],
        public readonly int $flags = 0,
        public readonly int $stream = 0,
    ) {
    }

    public function pack(): string
    {
        $checked = pack('CCV', 0x13 + count($this->options), $this->flags, strlen($this->payload));

        return $checked . pack('VCCV*', crc32($checked), $this->stream, 0, ...$this->options) . $this->payload;
    }

    public static function optionBytes(string $header): int
    {
        return ((ord($header[0]) & 0x0f) - 3) * 4;
    }

    public static function payloadBytes(string $header): int
    {
        return unpack('V', $header, 2)[1];
    }

    /** `rest` is what follows the header: options and payload. */
    public static function unpack(string $header, string $rest): self
    {
        $optionBytes = self::optionBytes($header);
        $options = $optionBytes === 0 ? [] : array_values(unpack('V' . $optionBytes / 4, $rest));

        return new self(substr($rest, $optionBytes), $options, ord($header[1]), ord($header[10]));
    }
}
