<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * Requests and responses over a worker. Follows: spec 03 §4.5, both columns of its table, and spec 01 §9.3.
 */
final class HttpWorker
{
    private ?Codec $codec = null;

    /** `release` is the one whose behaviour to show: '3.4' (JSON only) or '3.5' (sniffs once per process). */
    public function __construct(private readonly Worker $worker, private readonly string $release)
    {
    }

    public static function create(): self
    {
        return new self(Worker::create(), (string) (getenv('SDK_DOUBLE') ?: '3.4'));
    }

    public function getWorker(): Worker
    {
        return $this->worker;
    }

    public function waitRequest(): ?Request
    {
        $payload = $this->worker->waitPayload();
        if ($payload === null || (!$payload->body && !$payload->header)) {
            return null;
        }

        return ($this->codec ??= $this->detect($payload->header))->request($payload);
    }

    /** @param array<array-key, mixed> $headers */
    public function respond(int $status, string|\Generator $body = '', array $headers = [], bool $endOfStream = true): void
    {
        if ($status >= 100 && $status < 200 && $body !== '') {
            throw new \InvalidArgumentException('Unable to send a body with informational status code.');
        }
        $head = $this->codec()->response($status, $headers);
        if ($body instanceof \Generator) {
            $this->stream($head, $body, $endOfStream);
        } else {
            $this->worker->respond(new Payload($body, $head, $endOfStream), $this->codec()->flag());
        }
    }

    private function stream(string $head, \Generator $body, bool $endOfStream): void
    {
        $worker = $this->worker->withStreamMode();
        $codec = $this->codec()->flag();
        while ($body->valid()) {
            $content = (string) $body->current();
            if ($worker->getPayload(Kind::StreamStop) !== null) {
                $body->throw(new StreamStopped());
                $worker->respond(new Payload(''));

                return;
            }
            $worker->respond(new Payload($content, $head, false), $codec);
            $head = $this->release === '3.4' ? '' : $head;
            try {
                $body->next();
            } catch (\Throwable) {
                $worker->respond(new Payload(''));

                return;
            }
        }
        $last = (string) $body->getReturn();
        if ($endOfStream || $last !== '') {
            $worker->respond(new Payload($last, $head, $endOfStream), $codec);
        }
    }

    private function detect(string $context): Codec
    {
        if ($this->release === '3.4') {
            return new JsonCodec(0);
        }

        return json_decode($context) !== null ? new JsonCodec(Frame::JSON) : new ProtobufCodec();
    }

    private function codec(): Codec
    {
        return $this->codec ?? throw new \LogicException('No request has been received yet');
    }
}
