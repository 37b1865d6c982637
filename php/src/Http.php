<?php

declare(strict_types=1);

namespace Courser;

/**
 * Serves HTTP requests, one after the other, until the server ends this process:
 *
 *     Courser\Http::serve(fn (Courser\Request $request) => "Hello, {$request->query('name', 'world')}!");
 */
final class Http
{
    private const REQUESTS_PER_COLLECTION = 1000;

    /** @param \Closure(Request): (Response|string) $handler */
    private function __construct(
        private readonly Worker $worker,
        private readonly \Closure $handler,
        private readonly ?\Closure $onError,
    ) {
    }

    /**
     * Calls `handler` with each request and sends what it returns: a Response, or a string of HTML. What it throws goes to
     * `onError`, whose response is sent; without it the server logs the failure and answers 500.
     *
     * @param callable(Request): (Response|string) $handler
     * @param (callable(\Throwable, Request): (Response|string))|null $onError
     */
    public static function serve(callable $handler, ?callable $onError = null, ?Worker $worker = null): void
    {
        $http = new self($worker ?? Worker::create(), $handler(...), $onError === null ? null : $onError(...));
        for ($served = 1; ($message = $http->worker->receive()) !== null; $served++) {
            $http->answer($message);
            unset($message);
            if ($served % self::REQUESTS_PER_COLLECTION === 0) {
                gc_collect_cycles();
            }
        }
    }

    private function answer(Message $message): void
    {
        try {
            $response = $this->respondTo(new Request(Codec::decode($message), $message->body));
            $head = Codec::encode($message->codec, $response->status, $response->headers);
        } catch (\Throwable $failure) {
            $this->worker->error((string) $failure);

            return;
        }
        if (is_string($response->body)) {
            $this->worker->respond($head, $response->body);
        } else {
            $this->stream($head, $response->body);
        }
    }

    private function respondTo(Request $request): Response
    {
        try {
            $response = ($this->handler)($request);
        } catch (\Throwable $failure) {
            if ($this->onError === null) {
                throw $failure;
            }
            $response = ($this->onError)($failure, $request);
        }

        return $response instanceof Response ? $response : Response::html($response);
    }

    /** A failure after the first piece can no longer change the answer: it goes to the log, and the stream ends. */
    private function stream(string $head, iterable $pieces): void
    {
        try {
            foreach ($pieces as $piece) {
                if ($this->worker->isStreamStopped()) {
                    break;
                }
                $this->worker->respond($head, (string) $piece, false);
                $head = '';
            }
        } catch (WorkerException $lost) {
            throw $lost;
        } catch (\Throwable $failure) {
            if ($head !== '') {
                $this->worker->error((string) $failure);

                return;
            }
            fwrite(STDERR, "$failure\n");
        }
        $this->worker->respond($head, '');
    }
}
