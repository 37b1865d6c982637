<?php

declare(strict_types=1);

namespace App;

use Symfony\Component\HttpFoundation\BinaryFileResponse;
use Symfony\Component\HttpFoundation\Cookie;
use Symfony\Component\HttpFoundation\File\UploadedFile;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\Routing\Attribute\Route;

/** What an application does most: one route for each. */
final class Pages
{
    private int $served = 0;

    #[Route('/json/{name}', methods: ['GET'])]
    public function json(Request $request, string $name): JsonResponse
    {
        return new JsonResponse([
            'name' => $name,
            'query' => $request->query->all(),
            'address' => $request->getUri(),
            'client' => $request->getClientIp(),
            'agent' => $request->headers->get('User-Agent'),
            'served' => ++$this->served,
        ]);
    }

    #[Route('/json', methods: ['POST'])]
    public function echoJson(Request $request): JsonResponse
    {
        return new JsonResponse($request->toArray(), 201);
    }

    #[Route('/form', methods: ['POST', 'PUT'])]
    public function form(Request $request): JsonResponse
    {
        return new JsonResponse($request->request->all());
    }

    #[Route('/upload', methods: ['POST'])]
    public function upload(Request $request): JsonResponse
    {
        $describe = static fn (UploadedFile $file): array => [
            'name' => $file->getClientOriginalName(),
            'type' => $file->getClientMimeType(),
            'error' => $file->getError(),
            'content' => $file->isValid() ? $file->getContent() : null,
        ];
        $files = $request->files->all();
        if (isset($files['keep'])) {
            $files['keep']->move((string) getenv('APP_VAR'), 'kept');
            unset($files['keep']);
        }
        array_walk_recursive($files, static function (&$file) use ($describe): void {
            $file = $describe($file);
        });

        return new JsonResponse(['files' => $files, 'form' => $request->request->all()]);
    }

    #[Route('/cookies')]
    public function cookies(Request $request): Response
    {
        $response = new Response($request->cookies->get('flavour', 'none'));
        $response->headers->setCookie(Cookie::create('flavour', 'oat & honey'));
        $response->headers->setCookie(Cookie::create('second', '2'));

        return $response;
    }

    /** The second piece waits until the test, which has read the first one, lets it go. */
    #[Route('/stream')]
    public function stream(): PieceResponse
    {
        return new PieceResponse(static function (): \Generator {
            yield "first\n";
            while (!file_exists(getenv('APP_VAR') . '/go')) {
                usleep(2000);
                clearstatcache();
            }
            yield "second\n";
        });
    }

    #[Route('/file')]
    public function file(): BinaryFileResponse
    {
        return new BinaryFileResponse(__FILE__, headers: ['Content-Type' => 'text/x-php']);
    }

    #[Route('/fails')]
    public function fails(): Response
    {
        throw new \LogicException('this page always fails');
    }
}
