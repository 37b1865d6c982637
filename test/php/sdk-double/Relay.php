<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * Carries frames between the worker and the server.
 */
abstract class Relay
{
    /** The next frame, waiting for it. */
    abstract public function receive(): Frame;

    abstract public function send(Frame $frame): void;

    /** True when a frame has begun to arrive; never waits. */
    abstract public function hasFrame(): bool;

    /** Pipes are looked at only while a PONG is awaited (goridge's BlockingRelayInterface). */
    public function isBlocking(): bool
    {
        return false;
    }

    /** Follows: spec 01 #32. Any case; `tcp://` needs a host and a port. */
    public static function create(string $address): self
    {
        if ($address === 'pipes') {
            return new PipesRelay(STDIN, STDOUT);
        }
        if (!preg_match('~([^:/]+)://([^:]+)(?::([^:]+))?~', $address, $parts)) {
            throw new \InvalidArgumentException('unsupported connection format');
        }
        [, $protocol, $first] = $parts;
        $second = $parts[3] ?? null;

        return match (strtolower($protocol)) {
            'tcp' => SocketRelay::tcp(strtolower($first), $second),
            'unix' => SocketRelay::unix($first),
            'pipes' => PipesRelay::named($first, $second),
            default => throw new \InvalidArgumentException('unknown connection protocol'),
        };
    }
}
