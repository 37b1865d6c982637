<?php

declare(strict_types=1);

namespace Courser;

use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestFactoryInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Message\StreamInterface;
use Psr\Http\Message\UploadedFileFactoryInterface;
use Psr\Http\Message\UploadedFileInterface;

/**
 * Requests and responses of PSR-7, with the methods of `Spiral\RoadRunner\Http\PSR7Worker`, so that an application changes one line
 * to be sent its next request ahead:
 *
 *     $psr7 = new Courser\Psr7Worker(Courser\Worker::create(), $factory, $factory, $factory);
 *     while ($request = $psr7->waitRequest()) {
 *         $psr7->respond($app->handle($request));
 *     }
 */
class Psr7Worker
{
    private const PROTOCOL_VERSIONS = ['HTTP/1.0' => '1.0', 'HTTP/1.1' => '1.1', 'HTTP/2' => '2', 'HTTP/2.0' => '2'];

    /** Bytes of a piece in which bodies are streamed; 0 sends each body whole. */
    public int $chunkSize = 0;

    /** @var array<string, mixed> */
    private readonly array $originalServer;
    private int $codec = 0;

    public function __construct(
        private readonly Worker $worker,
        private readonly ServerRequestFactoryInterface $requestFactory,
        private readonly StreamFactoryInterface $streamFactory,
        private readonly UploadedFileFactoryInterface $uploadsFactory,
    ) {
        $this->originalServer = $_SERVER;
    }

    /** For `error()` and `stop()`. */
    public function getWorker(): Worker
    {
        return $this->worker;
    }

    /** The next request, waiting for it; null when it is time to end. `$_SERVER` describes it. */
    public function waitRequest(): ?ServerRequestInterface
    {
        $message = $this->worker->receive();
        if ($message === null) {
            return null;
        }
        $this->codec = $message->codec;
        $context = Codec::decode($message);
        $_SERVER = $this->server($context);

        return $this->request($context, $message->body);
    }

    /** Answers the request received last. */
    public function respond(ResponseInterface $response): void
    {
        $head = Codec::encode($this->codec, $response->getStatusCode(), $response->getHeaders());
        if ($this->chunkSize > 0) {
            $this->stream($head, $response->getBody());
        } else {
            $this->worker->respond($head, (string) $response->getBody());
        }
    }

    private function stream(string $head, StreamInterface $body): void
    {
        if ($body->isSeekable()) {
            $body->rewind();
        }
        while (!$body->eof() && !$this->worker->isStreamStopped()) {
            $piece = $body->read($this->chunkSize);
            if ($piece !== '') {
                $this->worker->respond($head, $piece, false);
                $head = '';
            }
        }
        $this->worker->respond($head, '');
    }

    /**
     * @param array<string, mixed> $context
     * @return array<string, mixed>
     */
    private function server(array $context): array
    {
        $now = microtime(true);
        $server = [
            'REQUEST_URI' => $context['uri'],
            'REQUEST_TIME' => (int) $now,
            'REQUEST_TIME_FLOAT' => $now,
            // An address that middleware of the server has found out, before the one of the connection.
            'REMOTE_ADDR' => $context['attributes']['ipAddress'] ?? $context['remoteAddr'] ?: '127.0.0.1',
            'REQUEST_METHOD' => $context['method'],
            'HTTP_USER_AGENT' => '',
        ] + $this->originalServer;
        foreach ($context['headers'] ?? [] as $name => $values) {
            $key = strtoupper(strtr((string) $name, '-', '_'));
            $key = $key === 'CONTENT_TYPE' || $key === 'CONTENT_LENGTH' ? $key : "HTTP_$key";
            $server[$key] = implode(', ', $values);
        }

        return $server;
    }

    /**
     * Each `with…` makes a copy: only what differs from a plain request is set.
     *
     * @param array<string, mixed> $context
     */
    private function request(array $context, string $body): ServerRequestInterface
    {
        $request = $this->requestFactory->createServerRequest($context['method'], $context['uri'], $_SERVER);
        $version = self::PROTOCOL_VERSIONS[$context['protocol']] ?? '1.1';
        if ($request->getProtocolVersion() !== $version) {
            $request = $request->withProtocolVersion($version);
        }
        foreach ($context['headers'] ?? [] as $name => $values) {
            $request = $request->withHeader((string) $name, $values);
        }
        foreach ($context['attributes'] ?? [] as $name => $value) {
            $request = $request->withAttribute((string) $name, $value);
        }
        parse_str($context['rawQuery'], $query);
        $request = $query === [] ? $request : $request->withQueryParams($query);
        $cookies = $context['cookies'] ?? [];
        $request = $cookies === [] ? $request : $request->withCookieParams($cookies);
        $uploads = $context['uploads'] ?? [];
        $request = $uploads === [] ? $request : $request->withUploadedFiles($this->uploads($uploads));
        if ($context['parsed']) {
            $request = $request->withParsedBody($body === '' ? null : json_decode($body, true));
        }

        return $body === '' ? $request : $request->withBody($this->streamFactory->createStream($body));
    }

    /**
     * @param array<array-key, mixed> $tree
     * @return array<array-key, mixed> Leaves are UploadedFileInterface.
     */
    private function uploads(array $tree): array
    {
        return array_map(
            fn (array $node): array|UploadedFileInterface => isset($node['name']) ? $this->upload($node) : $this->uploads($node),
            $tree,
        );
    }

    /** @param array<string, mixed> $leaf */
    private function upload(array $leaf): UploadedFileInterface
    {
        $stream = $leaf['error'] === UPLOAD_ERR_OK
            ? $this->streamFactory->createStreamFromFile($leaf['tmpName'])
            : $this->streamFactory->createStream();

        return $this->uploadsFactory->createUploadedFile($stream, $leaf['size'], $leaf['error'], $leaf['name'], $leaf['mime']);
    }
}
