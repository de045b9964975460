"""Distance: a relay between browser and server that holds every byte back for a while, each way."""

import asyncio
import contextlib
import threading


@contextlib.contextmanager
def distance(port, seconds):
    """Gives the port of a relay to ``port`` on this machine."""
    ready, loop, found = threading.Event(), asyncio.new_event_loop(), []

    async def carry(reader, writer):
        waiting = asyncio.Queue()

        async def take():
            while data := await reader.read(65536):
                waiting.put_nowait((loop.time() + seconds, data))
            waiting.put_nowait((loop.time() + seconds, b""))
        taking = asyncio.ensure_future(take())
        with contextlib.suppress(ConnectionError):
            while True:
                due, data = await waiting.get()
                await asyncio.sleep(max(0, due - loop.time()))
                if not data:
                    break
                writer.write(data)
                await writer.drain()
        taking.cancel()
        writer.close()

    async def meet(reader, writer):
        there = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):  # cancelled: the relay ends
            await asyncio.gather(carry(reader, there[1]), carry(there[0], writer))

    async def listen():
        server = await asyncio.start_server(meet, "127.0.0.1", 0)
        found.append(server.sockets[0].getsockname()[1])
        ready.set()

    def run():
        asyncio.set_event_loop(loop)
        loop.create_task(listen())
        loop.run_forever()
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield found[0]
    finally:
        def end():
            for task in asyncio.all_tasks(loop):
                task.cancel()
            loop.call_later(0.2, loop.stop)
        loop.call_soon_threadsafe(end)
        thread.join(10)
