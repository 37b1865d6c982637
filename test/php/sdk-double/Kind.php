<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * What a frame from the server means to a worker. Follows: spec 01 §2.1, the order of precedence included.
 */
enum Kind
{
    case Request;
    case WorkerStop;
    case ProcessId;
    case StreamStop;
    case Pong;

    public static function of(Frame $frame): self
    {
        if ($frame->flags & Frame::CONTROL) {
            return self::ofControl($frame->payload);
        }
        if ($frame->stream & Frame::STOP) {
            return self::StreamStop;
        }

        return $frame->stream & Frame::PONG ? self::Pong : self::Request;
    }

    private static function ofControl(string $json): self
    {
        try {
            $command = json_decode($json, true, 512, JSON_THROW_ON_ERROR);
        } catch (\JsonException $e) {
            throw new \RuntimeException('Invalid task header, JSON payload is expected: ' . $e->getMessage());
        }
        if (!is_array($command)) {
            throw new \RuntimeException('Invalid task header, JSON payload is expected: Json message must be an array or object');
        }

        return match (true) {
            !empty($command['stop']) => self::WorkerStop,
            !empty($command['pid']) => self::ProcessId,
            default => throw new \RuntimeException('Invalid task header, undefined control package'),
        };
    }
}
