<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * The worker's side of the protocol, one request at a time.
 *
 * Follows: roadrunner-worker 3.4; spec 01 §2, §9.3, and its faults as measured (09 #41): what a stream-mode clone reads early
 * dies with the clone, and nothing ties an answer to its request.
 */
final class Worker
{
    private const CHUNKS_PER_PING = 5;

    /** @var list<Payload> Messages read before their turn. */
    private array $early = [];
    private bool $streaming = false;
    private int $chunksSent = 0;
    private bool $pingDue = false;
    private bool $pongAwaited = false;

    public function __construct(private readonly Relay $relay, bool $interceptSideEffects = true)
    {
        if ($interceptSideEffects) {
            StdoutHandler::register();
        }
    }

    public static function create(bool $interceptSideEffects = true): self
    {
        return new self(Relay::create((string) ($_SERVER['RR_RELAY'] ?? $_ENV['RR_RELAY'] ?? 'pipes')), $interceptSideEffects);
    }

    /** The next request; null when the server asks the worker to end. */
    public function waitPayload(): ?Payload
    {
        for (;;) {
            $message = array_shift($this->early) ?? Payload::of($this->relay->receive());
            switch ($message->kind) {
                case Kind::Request:
                    return $message;
                case Kind::WorkerStop:
                    $this->pongAwaited = false;

                    return null;
                case Kind::ProcessId:
                    $this->transmit(new Frame('{"pid":' . getmypid() . '}', [], Frame::CONTROL));
                    break;
                case Kind::Pong:
                    $this->pongAwaited = false;
                    break;
                case Kind::StreamStop:
                    break;
            }
        }
    }

    /** A clone that counts its chunks and asks for a PONG now and then. */
    public function withStreamMode(): self
    {
        $clone = clone $this;
        $clone->streaming = true;
        $clone->chunksSent = 0;
        $clone->pingDue = false;
        $clone->pongAwaited = false;

        return $clone;
    }

    /** `codec` is the frame's flag byte: the packages up to 3.4 have no such argument and always send 0. */
    public function respond(Payload $payload, int $codec = 0): void
    {
        if ($this->streaming) {
            $this->chunksSent++;
        }
        $frame = new Frame($payload->header . $payload->body, [strlen($payload->header)], $codec);
        $frame->stream = ($payload->eos ? 0 : Frame::STREAM) | ($this->pingDue ? Frame::PING : 0);
        $this->transmit($frame);
    }

    public function error(string $error): void
    {
        $this->transmit(new Frame($error, [], Frame::ERROR));
    }

    /** Asks the server to replace this worker. */
    public function stop(): void
    {
        $this->respond(new Payload('', '{"stop":true}'));
    }

    /** True when a message of that kind (any, when absent) can be read without waiting. */
    public function hasPayload(?Kind $kind = null): bool
    {
        return $this->find($kind) !== null;
    }

    public function getPayload(?Kind $kind = null): ?Payload
    {
        $position = $this->find($kind);
        if ($position === null) {
            return null;
        }

        return array_splice($this->early, $position, 1)[0];
    }

    private function find(?Kind $kind): ?int
    {
        $matches = static fn (Payload $message): bool => $kind === null || $message->kind === $kind;
        foreach ($this->early as $position => $message) {
            if ($matches($message)) {
                return $position;
            }
        }
        while (($message = $this->readWithoutWaiting()) !== null) {
            $this->early[] = $message;
            if ($matches($message)) {
                return count($this->early) - 1;
            }
        }

        return null;
    }

    private function readWithoutWaiting(): ?Payload
    {
        if ($this->relay->isBlocking() && !$this->pongAwaited) {
            if ($this->streaming && $this->chunksSent > 0 && $this->chunksSent % self::CHUNKS_PER_PING === 0) {
                $this->pingDue = true;
            }

            return null;
        }
        if (!$this->relay->hasFrame()) {
            return null;
        }
        $message = Payload::of($this->relay->receive());
        if ($message->kind === Kind::Pong) {
            $this->pongAwaited = false;

            return null;
        }

        return $message;
    }

    private function transmit(Frame $frame): void
    {
        if ($this->pingDue && $frame->stream & Frame::STREAM) {
            $this->pingDue = false;
            $this->pongAwaited = true;
        }
        $this->relay->send($frame);
    }
}
