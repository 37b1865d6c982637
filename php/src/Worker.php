<?php

declare(strict_types=1);

namespace Courser;

/**
 * This process as the server sees it: takes one message at a time and answers it. `Http::serve` is built on it; other kinds
 * of work can be as well.
 */
final class Worker
{
    /** @var list<Frame> Frames that came while a stream was being sent. */
    private array $early = [];
    private int $codec = 0;

    public function __construct(private readonly Channel $channel)
    {
    }

    /** The worker of this process. Raises WorkerException when the process was not started by the server. */
    public static function create(): self
    {
        $relay = getenv('RR_RELAY');
        if ($relay === false) {
            throw new WorkerException('This script is a worker: start it through the server, with `rr serve`');
        }
        SideOutput::toStandardError();

        return new self(Channel::open($relay === '' ? 'pipes' : $relay));
    }

    /** The next message, waiting for it; null when it is time to end. */
    public function receive(): ?Message
    {
        while (($frame = array_shift($this->early) ?? $this->channel->receive()) !== null) {
            if ($frame->flags & Frame::CONTROL) {
                if ($this->obey($frame->payload)) {
                    return null;
                }
            } elseif (($frame->stream & (Frame::STOP | Frame::PONG)) === 0) {
                return $this->message($frame);
            }
        }

        return null;
    }

    /** Answers the message received last. `last` false means that more of the answer follows. */
    public function respond(string $context, string $body, bool $last = true): void
    {
        $stream = $last ? 0 : Frame::STREAM;
        $this->channel->send(new Frame($context . $body, [strlen($context)], $this->codec, $stream));
    }

    /** Answers with a failure: the server logs the text, the client learns nothing but that it failed. */
    public function error(string $text): void
    {
        $this->channel->send(new Frame($text, [], Frame::ERROR));
    }

    /** Asks the server to replace this process, after the answer was sent. */
    public function stop(): void
    {
        $this->channel->send(new Frame('{"stop":true}', [13]));
    }

    /** True when the server wants the running stream to end, mostly because its client is gone. Never waits. */
    public function isStreamStopped(): bool
    {
        while ($this->channel->isReadable()) {
            $frame = $this->channel->receive();
            if ($frame === null || $frame->stream & Frame::STOP) {
                return true;
            }
            $this->early[] = $frame;
        }

        return false;
    }

    private function message(Frame $frame): Message
    {
        $this->codec = $frame->flags;
        $contextBytes = $frame->options[0] ?? throw new WorkerException('Received a request without options');

        return new Message(substr($frame->payload, 0, $contextBytes), substr($frame->payload, $contextBytes), $frame->flags);
    }

    /** Does what a control message asks for; true when that is to end. */
    private function obey(string $json): bool
    {
        $command = json_decode($json, true);
        if (is_array($command) && !empty($command['stop'])) {
            return true;
        }
        if (!is_array($command) || empty($command['pid'])) {
            throw new WorkerException("Received an unknown control message: $json");
        }
        $this->channel->send(new Frame('{"pid":' . getmypid() . '}', [], Frame::CONTROL));

        return false;
    }
}
