<?php

declare(strict_types=1);

namespace Courser;

/**
 * This process as the server sees it: takes one message at a time and answers it. `Http::serve` is built on it; other kinds
 * of work can be as well. A server that knows how sends the next message ahead: docs/protocol.md.
 */
final class Worker
{
    private const PROTOCOL_VERSION = 1;
    /** Most messages that the server may send ahead. */
    private const DEPTH = 16;

    /** @var list<Frame> Frames that came while a stream was being sent. */
    private array $early = [];
    private int $codec = 0;
    /** Names the message that is being answered; 0 for a server that does not name them. */
    private int $id = 0;
    private bool $isAnswered = true;
    private readonly int $pid;

    public function __construct(private Channel $channel)
    {
        $this->pid = getmypid();
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
        $this->refuseFork();
        $this->settle();
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
        $this->isAnswered = $last;
        $stream = $last ? 0 : Frame::STREAM;
        $this->channel->send(new Frame($context . $body, $this->options(strlen($context)), $this->codec, $stream));
    }

    /** Answers with a failure: the server logs the text, the client learns nothing but that it failed. */
    public function error(string $text): void
    {
        $this->isAnswered = true;
        $this->channel->send(new Frame($text, $this->id === 0 ? [] : [0, $this->id], Frame::ERROR));
    }

    /** Asks the server to replace this process, after the answer was sent. */
    public function stop(): void
    {
        $this->isAnswered = true;
        $this->channel->send(new Frame('{"stop":true}', $this->options(13)));
    }

    /** True when the server wants the running stream to end, mostly because its client is gone. Never waits. */
    public function isStreamStopped(): bool
    {
        while ($this->channel->isReadable()) {
            $frame = $this->channel->receive();
            if ($frame === null || $frame->stream & Frame::STOP && ($frame->options[1] ?? 0) === $this->id) {
                return true;
            }
            $this->early[] = $frame;
        }

        return false;
    }

    /** A child that was forked shares the channel: what it read would be missing here, what it sent would break the frames. */
    private function refuseFork(): void
    {
        if (getmypid() !== $this->pid) {
            throw new WorkerException('Cannot receive in a forked process: its channel belongs to the worker that forked it');
        }
    }

    /** An application that asks for the next message without having answered this one will not answer it any more. */
    private function settle(): void
    {
        if (!$this->isAnswered && $this->id !== 0) {
            $this->error('The application did not answer the request');
        }
    }

    private function message(Frame $frame): Message
    {
        $this->codec = $frame->flags;
        $this->id = $frame->options[1] ?? 0;
        $this->isAnswered = false;
        $contextBytes = $frame->options[0] ?? throw new WorkerException('Received a request without options');

        return new Message(substr($frame->payload, 0, $contextBytes), substr($frame->payload, $contextBytes), $frame->flags);
    }

    /** @return list<int> */
    private function options(int $contextBytes): array
    {
        return $this->id === 0 ? [$contextBytes] : [$contextBytes, $this->id];
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
        if (isset($command['pipeline']['in'], $command['pipeline']['out'])) {
            $this->channel = Channel::openPipes($command['pipeline']['in'], $command['pipeline']['out']) ?? $this->channel;
        }
        $answer = ['pid' => $this->pid, 'pipeline' => ['version' => self::PROTOCOL_VERSION, 'depth' => self::DEPTH]];
        $this->channel->send(new Frame(json_encode($answer), [], Frame::CONTROL));

        return false;
    }
}
