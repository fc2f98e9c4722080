using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Error).HasMaxLength(Reason.MaxStoredLength);
        builder.Property(m => m.Fence).IsConcurrencyToken();
        builder.ComplexProperty(m => m.Statistics, statistics =>
        {
            statistics.Ignore(s => s.TokensPerSecond);
            statistics.Ignore(s => s.IsEstimate);
        });
        builder.OwnsMany(m => m.Parts, parts =>
        {
            parts.ToTable("MessageParts");
            parts.WithOwner().HasForeignKey("MessageId");
            parts.HasKey("MessageId", nameof(MessagePart.Index));
            parts.Property(p => p.Index).ValueGeneratedNever();
            parts.HasIndex(p => p.FileId).HasFilter("\"FileId\" IS NOT NULL");
        });
        builder.Navigation(m => m.Parts).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasOne<Chat>().WithMany().HasForeignKey(m => m.ChatId).OnDelete(DeleteBehavior.Cascade);

        // No cascade: SQLite recurses once per level, and a chat may be too deep for that.
        builder.HasOne<Message>().WithMany().HasForeignKey(m => m.ParentId).OnDelete(DeleteBehavior.NoAction);
        builder.HasIndex(m => new { m.ChatId, m.ParentId });
        builder.HasIndex(m => m.DeletedAt).HasFilter("\"DeletedAt\" IS NOT NULL");
        builder.HasIndex(m => m.Status).HasFilter(
            $"\"Status\" IN ({(int)MessageStatus.Queued}, {(int)MessageStatus.Streaming})").HasDatabaseName("IX_Messages_Open");
    }
}
