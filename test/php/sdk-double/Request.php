<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * An HTTP request as roadrunner-http gives it. Follows: spec 03 §4.5.
 */
final class Request
{
    /**
     * @param array<string, list<string>> $headers
     * @param array<string, string> $cookies
     * @param array<array-key, mixed> $uploads
     * @param array<string, mixed> $attributes
     * @param array<array-key, mixed> $query
     */
    public function __construct(
        public readonly string $remoteAddr,
        public readonly string $protocol,
        public readonly string $method,
        public readonly string $uri,
        public readonly array $headers,
        public readonly array $cookies,
        public readonly array $uploads,
        public readonly array $attributes,
        public readonly array $query,
        public readonly string $body,
        public readonly bool $parsed,
    ) {
    }

    public function getRemoteAddr(): string
    {
        return (string) ($this->attributes['ipAddress'] ?? $this->remoteAddr);
    }

    /** @return array<array-key, mixed>|null */
    public function getParsedBody(): ?array
    {
        return $this->parsed ? (array) json_decode($this->body, true, 512, JSON_THROW_ON_ERROR) : null;
    }
}
