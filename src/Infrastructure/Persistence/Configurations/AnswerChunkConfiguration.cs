using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class AnswerChunkConfiguration : IEntityTypeConfiguration<AnswerChunk>
{
    public void Configure(EntityTypeBuilder<AnswerChunk> builder)
    {
        // In this order, so that chunks that are written together are stored together.
        builder.HasKey(c => new { c.Sequence, c.MessageId });
        builder.Property(c => c.Sequence).ValueGeneratedNever();
    }
}
