using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Data.Sqlite;

namespace Quickstart;

internal sealed record Note(long Id, string Text, DateTimeOffset Written);

internal sealed record NewNote(string? Text);

internal sealed record NoteCount(long Count);

internal static class Notes
{
    public static void MapNotes(this WebApplication app)
    {
        app.MapGet("/notes", ReadAsync);
        app.MapPost("/notes", WriteAsync);
        app.MapGet("/notes/count", CountAsync);
        // The app as its own client: timeout, retries and address come from the product.
        app.MapGet("/notes/count-by-api", CountByApiAsync);
    }

    private static async Task<List<Note>> ReadAsync(NotesDb db, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await db.OpenConnectionAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT id, text, written FROM note ORDER BY id DESC LIMIT 50";
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var notes = new List<Note>();
        while (await reader.ReadAsync(cancellationToken))
        {
            notes.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return notes;
    }

    private static async Task<Results<Created<Note>, ValidationProblem>> WriteAsync(
        NewNote note, NotesDb db, CancellationToken cancellationToken)
    {
        int most = db.Settings.MaxNoteLength;
        if (note.Text is not { Length: > 0 } text || text.Length > most)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["text"] = [$"A note has 1 to {most} characters."] });
        }

        DateTimeOffset now = DateTimeOffset.UtcNow;
        await using SqliteConnection connection = await db.OpenConnectionAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO note (text, written) VALUES ($text, $written) RETURNING id";
        command.Parameters.AddWithValue("$text", text);
        command.Parameters.AddWithValue("$written", now);
        long id = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        return TypedResults.Created($"/notes/{id}", new Note(id, text, now));
    }

    private static async Task<NoteCount> CountAsync(NotesDb db, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await db.OpenConnectionAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM note";
        return new((long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private static async Task<NoteCount?> CountByApiAsync(NotesApi api, CancellationToken cancellationToken)
    {
        using HttpClient client = api.CreateClient();
        return await client.GetFromJsonAsync<NoteCount>("notes/count", cancellationToken);
    }
}

/// <summary>Makes the table when the app starts.</summary>
internal sealed class NoteTable(NotesDb db) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await db.OpenConnectionAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, written TEXT NOT NULL)";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
