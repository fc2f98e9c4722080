using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace EmptyApp;

public sealed class EmptyContext(DbContextOptions<EmptyContext> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();
}

public sealed class Note
{
    public int Id { get; init; }

    public string Text { get; init; } = "";
}

[DbContext(typeof(EmptyContext))]
[Migration("20260101000000_Notes")]
public sealed class NotesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Notes",
        table => new { Id = table.Column<int>(), Text = table.Column<string>() },
        constraints: table => table.PrimaryKey("PK_Notes", note => note.Id));
}

[DbContext(typeof(EmptyContext))]
public sealed class EmptyContextSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder) => modelBuilder.Entity("EmptyApp.Note", note =>
    {
        note.Property<int>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
        note.Property<string>("Text").IsRequired().HasColumnType("TEXT");
        note.HasKey("Id");
        note.ToTable("Notes");
    });
}
